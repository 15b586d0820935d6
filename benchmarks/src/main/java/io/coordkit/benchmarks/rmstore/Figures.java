package io.coordkit.benchmarks.rmstore;

/**
 * What one process with one store needed.
 *
 * @param applications how many were stored or loaded, each loaded one with an attempt
 * @param seconds for all of them
 * @param heapMegabytes live heap afterwards, in a load with everything that was loaded
 * @param peakMegabytes the most memory that the process ever had
 * @param cpuSeconds user and system time of the process from its start
 */
record Figures(int applications, double seconds, double heapMegabytes, double peakMegabytes, double cpuSeconds) {

    double applicationsPerSecond() {
        return applications / seconds;
    }
}
