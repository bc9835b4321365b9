using CalendarStore;

namespace NotificationService;

/// <summary>A place in the feed with its number in the order of reading: cursors are opaque, and the lowest of several is wanted.</summary>
internal readonly record struct FeedPlace(long Sequence, FeedCursor Cursor);
