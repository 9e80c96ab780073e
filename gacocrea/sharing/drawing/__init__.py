"""What Typst draws here: pictures of 1200 by 630, and posters to print."""
