using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace CalendarApi.WebApp;

internal static class Compression
{
    /// <summary>
    /// Answers are compressed over https too: who may read them is decided by a header that no other site can make a browser send,
    /// so there is no guessing at a secret by sizes (the BREACH attack needs cookies).
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
