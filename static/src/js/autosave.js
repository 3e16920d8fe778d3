// Saves a half-filled section in the background (questionnaires).
