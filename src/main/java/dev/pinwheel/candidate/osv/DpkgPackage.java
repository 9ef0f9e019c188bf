package dev.pinwheel.candidate.osv;

/** A binary package that is installed, and the source package and version that it was built from. */
record DpkgPackage(String name, String version, String architecture, String source, String sourceVersion) {}
