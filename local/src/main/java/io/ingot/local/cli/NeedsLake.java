package io.ingot.local.cli;

/** A command that works on what is in a lake, and so never makes one. */
interface NeedsLake {}
