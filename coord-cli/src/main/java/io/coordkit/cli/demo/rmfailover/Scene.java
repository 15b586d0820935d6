package io.coordkit.cli.demo.rmfailover;

import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.Picture;
import io.coordkit.cli.demo.narration.Picture.Mood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The picture under the story: what each resource manager believes to be, and what the znodes say. */
final class Scene {

    private final Narrator narrator;
    private final Tree tree;
    private final Map<String, Picture.Row> managers = new LinkedHashMap<>();

    Scene(Narrator narrator, Tree tree) {
        this.narrator = narrator;
        this.tree = tree;
    }

    /** Shows a resource manager in a new state, and looks at the znodes again. */
    void show(String manager, Mood mood, String state) throws Exception {
        managers.put(manager, new Picture.Row(manager, mood, state));
        refresh();
    }

    /** Looks at the znodes again. */
    void refresh() throws Exception {
        List<Picture.Row> rows = new ArrayList<>(managers.values());
        String owner = tree.lockOwner();
        rows.add(
                owner.equals(Tree.NOBODY)
                        ? new Picture.Row("lock", Mood.BUSY, "free")
                        : new Picture.Row("lock", Mood.IDLE, "held by " + owner + "'s session"));
        String writer = tree.fenceOwner();
        rows.add(
                writer.equals(Tree.NOBODY)
                        ? new Picture.Row("fence", Mood.BUSY, "not there yet")
                        : new Picture.Row("fence", Mood.IDLE, "only " + writer + " may write to the store"));
        rows.add(new Picture.Row("store", Mood.IDLE, tree.applicationCount() + " applications"));
        narrator.picture(new Picture(rows));
    }
}
