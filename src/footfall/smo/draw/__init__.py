"""Drawing: a preview as a card, in HTML and as a picture, and all of them together as the wall."""
