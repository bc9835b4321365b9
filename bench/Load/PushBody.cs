using System.Globalization;

namespace Bench.Load;

/// <summary>The argument of a push, with the members of NotificationService's and the same for every peer.</summary>
internal static class PushBody
{
    /// <param name="sent">When the server began to send; 0 if the peer does not say.</param>
    public static string Of(long version, long sent) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"epoch":"0f3a9c51d27e4b86a1c0","version":{{version}},"sent":{{sent}}}""");
}
