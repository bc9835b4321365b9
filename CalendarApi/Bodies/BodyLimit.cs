using Microsoft.AspNetCore.Http.Metadata;

namespace CalendarApi.Bodies;

/// <summary>
/// The largest body an endpoint takes, which its reader counts. The server is told four times that: it answers by closing the connection, and who is
/// still sending sees a broken pipe, not the answer. So a body somewhat too large is refused by the reader and the rest of it thrown away.
/// </summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <summary>One calendar or event, in bytes.</summary>
    public const int Item = 256 * 1024;

    /// <summary>One calendar file, in bytes.</summary>
    public const int CalendarFile = 10 * 1024 * 1024;

    public long? MaxRequestBodySize => 4 * bytes;
}
