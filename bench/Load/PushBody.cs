using System.Globalization;

namespace Bench.Load;

/// <summary>The argument of a push: what NotificationService sends, with the same members for every peer.</summary>
internal static class PushBody
{
    /// <param name="sent">When the server began to send; what a peer cannot say is 0.</param>
    public static string Of(long version, long sent) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"epoch":"0f3a9c51d27e4b86a1c0","version":{{version}},"sent":{{sent}}}""");
}
