using System.IO.Pipelines;
using CalendarApi.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Interchange;

/// <summary>A calendar file that has arrived completely, or the problem because of which it has not.</summary>
internal sealed class Upload : IDisposable
{
    private const int SegmentSize = 64 * 1024;

    /// <summary>How long a client may send nothing at all, at the beginning or while it sends.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How soon to try again when there is no memory for the file: others need a moment to be read.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    // It holds the whole file: nobody reads before everything is there, so it must not stop the writer.
    private readonly Pipe bytes = new(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: SegmentSize, useSynchronizationContext: false));
    private readonly UploadMemory.Share memory;

    private Upload(UploadMemory.Share memory) => this.memory = memory;

    public ProblemHttpResult? Problem { get; private set; }

    /// <summary>Reads the body of the request. It may neither be too large nor arrive too slowly.</summary>
    public static async Task<Upload> ReadAsync(HttpContext context, TenantId tenant, CancellationToken cancellationToken)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<ImportOptions>>().Value;
        var upload = new Upload(context.RequestServices.GetRequiredService<UploadMemory>().Open(tenant));
        try
        {
            // The server has no such rate for HTTP/2. There only the time is limited.
            if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = new(options.MinBytesPerSecond, Grace);
            }

            using var late = new CancellationTokenSource(options.UploadTimeout, context.RequestServices.GetRequiredService<TimeProvider>());
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            try
            {
                upload.Problem = await upload.FillAsync(context, either.Token);
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                upload.Problem = Problems.Problem.RequestTimeout();
            }

            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    public Stream Open() => bytes.Reader.AsStream();

    /// <summary>Gives the memory back. May be called twice.</summary>
    public void Dispose()
    {
        bytes.Writer.Complete();
        bytes.Reader.Complete();
        memory.Dispose();
    }

    private async Task<ProblemHttpResult?> FillAsync(HttpContext context, CancellationToken cancellationToken)
    {
        switch (await BodyBytes.ReadAsync(context.Request, bytes.Writer, BodyLimit.CalendarFile, memory.TryTake, cancellationToken))
        {
            case BodyEnd.TooLarge:
                return Problems.Problem.BodyTooLarge(BodyLimit.CalendarFile);
            case BodyEnd.NoRoom:
                return Problems.Problem.TooManyRequests(context, new("Too many calendar files arrive or wait at the moment, of your tenant or of all tenants.", TryAgain));
            default:
                await bytes.Writer.CompleteAsync();
                return null;
        }
    }
}
