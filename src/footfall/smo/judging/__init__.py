"""What several rules need to judge alike: what an article is, which title a page offers, how a picture is found."""
