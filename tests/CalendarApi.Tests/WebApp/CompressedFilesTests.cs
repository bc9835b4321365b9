using System.IO.Compression;
using System.Net;
using CalendarApi.Tests.Hosting;
using CalendarApi.WebApp;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CalendarApi.Tests.WebApp;

/// <summary>The web app's files are compressed once, and not for each of the strangers that may ask for them.</summary>
public sealed class CompressedFilesTests(CalendarSystem system) : IDisposable
{
    private readonly Site site = new(system);

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData(Site.LongPath, "br")]
    [InlineData(Site.LongPath, "gzip")]
    [InlineData("/calendar/2026/11", "br")]
    public async Task A_file_is_sent_in_the_encoding_that_the_browser_takes(string path, string encoding)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding } } };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream plain = encoding is "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);

        var isScript = path == Site.LongPath;
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal(isScript ? "text/javascript" : "text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal(isScript ? "public, max-age=31536000, immutable" : "no-cache", answer.Headers.CacheControl?.ToString());
        Assert.Equal(isScript ? Site.LongScript : Site.Page, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_browser_that_takes_none_gets_the_file_itself_and_one_that_has_it_gets_nothing()
    {
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        var plain = (await nobody.GetAsync(Site.LongPath)).Is(HttpStatusCode.OK);
        var compressed = (await nobody.GetAsync(Site.LongPath, ("Accept-Encoding", "br"))).Is(HttpStatusCode.OK);

        Assert.Equal(Site.LongScript, plain.Text);
        Assert.NotEqual(plain.ETag, compressed.ETag);
        (await nobody.GetAsync(Site.LongPath, ("Accept-Encoding", "br"), ("If-None-Match", compressed.ETag!))).Is(HttpStatusCode.NotModified);
    }

    [Fact]
    public void A_file_is_compressed_once_for_each_encoding()
    {
        var source = new OneFile(new string('x', 5_000));
        var files = new CompressedFiles(source);

        var copies = Enumerable.Range(0, 10).Select(_ => files.GetFileInfo(files.CopyOf("/app.js", "br")!).Length).Distinct();

        Assert.InRange(Assert.Single(copies), 1, 4_999);
        Assert.Equal(1, source.Reads);
        Assert.Null(files.CopyOf("/app.png", "br"));
    }

    private sealed class OneFile(string text) : IFileProvider, IFileInfo
    {
        public int Reads { get; private set; }

        public bool Exists => true;
        public bool IsDirectory => false;
        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;
        public long Length => text.Length;
        public string Name => "app.js";
        public string? PhysicalPath => null;

        public Stream CreateReadStream()
        {
            Reads++;
            return new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text));
        }

        public IFileInfo GetFileInfo(string subpath) => this;

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }
}
