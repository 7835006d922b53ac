#include "base/near.h"

#include "base/utf8.h"

enum {
    LONGEST = 96,   /* bytes; longer names are no slips of each other */
    SHORT_WORD = 3, /* characters that must agree before a prefix counts */
};

struct near near_new(struct str wanted)
{
    size_t slips = wanted.len / 3;

    if (slips == 0 && wanted.len > 1) /* any letter is a slip of any other */
        slips = 1;
    return (struct near){wanted, STR(""), slips + 1};
}

/* Lower case and no accents, in a fixed room: names differ by these most of
 * all. */
static struct str lower(struct str s, char room[LONGEST])
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        unsigned c = utf8_next(s, &at);

        if (c >= 'A' && c <= 'Z') {
            room[len++] = (char)(c - 'A' + 'a');
        } else if (utf8_base_letter(c) != 0) {
            room[len++] = utf8_base_letter(c);
        } else {
            memcpy(&room[len], &s.p[from], at - from);
            len += at - from;
        }
    }
    return (struct str){room, len};
}

void near_offer(struct near *near, struct str name)
{
    char rooms[2][LONGEST];

    if (near->wanted.len > LONGEST || name.len > LONGEST || name.len == 0)
        return;

    struct str wanted = lower(near->wanted, rooms[0]);
    struct str offered = lower(name, rooms[1]);
    size_t distance;
    if (wanted.len >= SHORT_WORD && offered.len > wanted.len &&
        str_eq(str_slice(offered, 0, wanted.len), wanted))
        distance = 1;
    else if (offered.len >= wanted.len + near->distance ||
             wanted.len >= offered.len + near->distance)
        return;
    else
        distance = str_distance(wanted, offered, near->distance);

    if (distance < near->distance) {
        near->best = name;
        near->distance = distance;
    }
}
