using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace CalendarApi.WebApp;

internal static class Compression
{
    /// <summary>
    /// Responses are compressed over https too. The BREACH attack needs cookies; here a header that no other site can make a browser send
    /// decides who may read, so a secret cannot be guessed from sizes.
    /// </summary>
    public static void AddCompression(this IHostApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "text/calendar", "application/problem+json", "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
