using Microsoft.AspNetCore.Http.Metadata;

namespace CalendarApi.Bodies;

/// <summary>The largest body an endpoint takes; the server refuses by Content-Length before reading, readers count as well.</summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <summary>One calendar or event, in bytes.</summary>
    public const int Item = 256 * 1024;

    /// <summary>One calendar file, in bytes.</summary>
    public const int CalendarFile = 10 * 1024 * 1024;

    public long? MaxRequestBodySize => bytes;
}
