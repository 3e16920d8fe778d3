"""Settings of the measured portal: those of the tests, with the bare page."""

from portal.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.load.bare"
