"""What stands on each sort of page. A module here turns records into blocks; none of them writes anything."""
