"""Where the house is put together: settings, addresses, navigation and the server's entry point."""
