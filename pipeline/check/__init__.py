"""What a careful proof-reader knows: findings on the terms and on the Document."""
