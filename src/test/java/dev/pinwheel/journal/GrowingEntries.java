package dev.pinwheel.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Entries to which somebody adds whenever their head was read. */
public final class GrowingEntries {

    private GrowingEntries() {}

    /** These entries; the writer runs between the reading of a head and whatever is read next. */
    public static Entries of(Entries entries, Runnable writer) {
        return (Entries) Proxy.newProxyInstance(
                Entries.class.getClassLoader(), new Class<?>[] {Entries.class}, (proxy, method, arguments) -> {
                    try {
                        var answer = method.invoke(entries, arguments);
                        if (method.getName().equals("head")) {
                            writer.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
