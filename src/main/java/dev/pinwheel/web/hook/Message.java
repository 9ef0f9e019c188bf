package dev.pinwheel.web.hook;

import java.util.List;

/** What a sender's request is. */
public sealed interface Message {

    /** Events, of which a request can bring several. */
    record Notices(List<Notice> notices) implements Message {

        public Notices {
            notices = List.copyOf(notices);
        }
    }

    /** The sender asks whether we want its events; this code, said back, means yes. */
    record Handshake(String code) implements Message {}

    static Message of(Notice notice) {
        return new Notices(List.of(notice));
    }

    static Message of(List<Notice> notices) {
        return new Notices(notices);
    }
}
