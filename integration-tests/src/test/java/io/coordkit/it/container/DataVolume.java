package io.coordkit.it.container;

/** A named volume for one test: it outlives containers, and is gone afterwards. */
record DataVolume(String name) implements AutoCloseable {

    static DataVolume create() {
        return new DataVolume(Engine.client().createVolumeCmd().exec().getName());
    }

    @Override
    public void close() {
        Engine.client().removeVolumeCmd(name).exec();
    }
}
