using System.Buffers;
using System.IO.Pipelines;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CalendarApi.Authentication;
using CalendarApi.Wire;
using Microsoft.AspNetCore.Http.Metadata;

namespace CalendarApi.Answers;

/// <summary>
/// A long answer as compressed bytes. Its handler makes it in the place of its tenant and leaves the place, so a caller that reads slowly keeps nobody waiting.
/// It is in pieces of pooled memory: one array of its length would be a large object, and each of those makes a collection of the whole heap come sooner.
/// </summary>
internal sealed class WrittenAnswer<T> : IResult, IEndpointMetadataProvider
{
    private const int PieceSize = 32 * 1024;

    private readonly string? encoding;
    private readonly PipeReader reader;
    private readonly ReadOnlySequence<byte> bytes;

    public WrittenAnswer(T value, HttpRequest request)
    {
        var plain = NewPipe();
        using (var writer = new Utf8JsonWriter(plain.Writer, new JsonWriterOptions { Encoder = WireFormat.Json.Options.Encoder, SkipValidation = true }))
        {
            JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)WireFormat.Json.GetTypeInfo(typeof(T))!);
        }

        (reader, bytes) = End(plain);
        if (bytes.Length >= AnswerEncoding.WorthCompressing && AnswerEncoding.Of(request) is { } accepted)
        {
            var compressed = NewPipe();
            using (var stream = AnswerEncoding.Compress(compressed.Writer.AsStream(leaveOpen: true), accepted))
            {
                foreach (var piece in bytes)
                {
                    stream.Write(piece.Span);
                }
            }

            reader.Complete();
            encoding = accepted;
            (reader, bytes) = End(compressed);
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        AnswerEncoding.SetHeaders(response, encoding);
        var memory = httpContext.RequestServices.GetRequiredService<AnswerMemory>();
        using var held = memory.Hold(Caller.Of(httpContext.User).Tenant, bytes.Length);
        try
        {
            foreach (var piece in bytes)
            {
                await response.Body.WriteAsync(piece, httpContext.RequestAborted);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    // It holds the whole answer: nobody reads before everything is there, so it must not stop the writer.
    private static Pipe NewPipe() => new(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: PieceSize, useSynchronizationContext: false));

    private static (PipeReader Reader, ReadOnlySequence<byte> Bytes) End(Pipe pipe)
    {
        pipe.Writer.Complete();
        return pipe.Reader.TryRead(out var all) ? (pipe.Reader, all.Buffer) : throw new InvalidOperationException("A pipe that is complete can be read.");
    }
}
