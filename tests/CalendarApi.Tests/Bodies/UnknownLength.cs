using System.Net;
using System.Text;

namespace CalendarApi.Tests.Bodies;

/// <summary>A body that is sent in chunks, without saying how long it is.</summary>
internal sealed class UnknownLength : HttpContent
{
    private readonly byte[] bytes;

    public UnknownLength(string text, string type)
    {
        bytes = Encoding.UTF8.GetBytes(text);
        Headers.ContentType = new(type);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var chunk in bytes.Chunk(16 * 1024))
        {
            await stream.WriteAsync(chunk);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
