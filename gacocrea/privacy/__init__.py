"""Personal data: the notice, what each person can see, correct and take away, requests with their legal term."""
