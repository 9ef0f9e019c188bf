package dev.pinwheel.web.hook;

/** Understands the requests of one kind of sender. */
public interface Sender {

    /**
     * What an authentic request says.
     *
     * @throws IllegalArgumentException if it is not what this sender sends; the message says what is wrong
     */
    Message read(Delivery delivery);
}
