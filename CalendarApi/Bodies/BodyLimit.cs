using Microsoft.AspNetCore.Http.Metadata;

namespace CalendarApi.Bodies;

/// <summary>
/// The largest body that an endpoint accepts; its reader counts the bytes. The server gets four times this limit, because it refuses by closing the connection,
/// and a client that is still sending then sees a broken pipe instead of the answer. The reader refuses a slightly larger body properly and discards the rest.
/// </summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <summary>The limit for one calendar or event, in bytes.</summary>
    public const int Item = 256 * 1024;

    /// <summary>The limit for one calendar file, in bytes.</summary>
    public const int CalendarFile = 10 * 1024 * 1024;

    public long? MaxRequestBodySize => 4 * bytes;
}
