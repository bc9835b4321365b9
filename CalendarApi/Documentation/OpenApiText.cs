using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace CalendarApi.Documentation;

/// <summary>The OpenAPI document as bytes. It is made once, because anyone may ask for it, and making it costs as much as many requests. After a failure the next request makes it again.</summary>
internal sealed class OpenApiText(IServiceProvider services)
{
    private readonly Lock gate = new();
    private Task<(byte[] Bytes, EntityTagHeaderValue Tag)>? text;

    public async Task<FileContentHttpResult> AnswerAsync(CancellationToken cancellationToken)
    {
        Task<(byte[] Bytes, EntityTagHeaderValue Tag)> made;
        lock (gate)
        {
            if (text is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // A caller that hangs up does not end it for the others. It runs outside the lock.
                text = Task.Run(() => MakeAsync(services), CancellationToken.None);
            }

            made = text;
        }

        var (bytes, tag) = await made.WaitAsync(cancellationToken);
        return TypedResults.Bytes(bytes, "application/json", entityTag: tag);
    }

    private static async Task<(byte[] Bytes, EntityTagHeaderValue Tag)> MakeAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(CancellationToken.None);
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        var bytes = stream.ToArray();
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\""));
    }
}
