"""WeChat's API: the client, its tokens and its errors."""
