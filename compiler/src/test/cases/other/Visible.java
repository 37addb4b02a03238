package other;

public class Visible {
    private Visible() {}

    static class Hidden {}

    public static Hidden hidden() {
        return new Hidden();
    }

    public static String show(Hidden hidden, String said) {
        return hidden.getClass().getSimpleName() + said;
    }
}
