"""What leaves the house: pictures for messages, short addresses, posters, and cards for other people's pages."""
