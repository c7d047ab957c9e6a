"""The meeting: the application, its screens, saving in the background."""
