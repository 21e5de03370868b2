"""Who answers and how it goes on: precedence, dialogues, menus, and the seam to the rooms."""
