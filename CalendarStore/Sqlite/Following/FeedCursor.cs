using System.Globalization;

namespace CalendarStore.Sqlite.Following;

/// <summary>How a place in a share is saved: the sequence number with its epoch, for a number means nothing in another.</summary>
internal static class FeedCursor
{
    public static string Of(string epoch, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{epoch}.{sequence}");

    /// <summary>The sequence number of a saved place; 0, the beginning, when it is of another epoch or none at all.</summary>
    public static long SequenceOf(string cursor, string epoch) =>
        cursor.Split('.') is [var ofEpoch, var number]
        && ofEpoch == epoch
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : 0;
}
