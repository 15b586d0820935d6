package io.coordkit.server.monitor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many file descriptors this process has, and may have; −1 each where the system does not say. */
record FileDescriptors(long open, long max) {
    static FileDescriptors now() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? new FileDescriptors(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount())
                : new FileDescriptors(-1, -1);
    }
}
