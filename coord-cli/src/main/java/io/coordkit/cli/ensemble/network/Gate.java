package io.coordkit.cli.ensemble.network;

/** Whether bytes may pass between two servers, in both directions. While it is closed they wait, as in a network that is cut. */
final class Gate {

    private boolean open = true;

    synchronized void set(boolean nowOpen) {
        open = nowOpen;
        notifyAll();
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void awaitOpen() throws InterruptedException {
        while (!open) {
            wait();
        }
    }
}
