"""What leaves the house: the skeleton and the notebook, and the packages made of them."""
