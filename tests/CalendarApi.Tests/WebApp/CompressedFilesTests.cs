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
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_file_is_sent_in_the_encoding_that_the_browser_takes(string encoding)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, Site.LongPath) { Headers = { { "Accept-Encoding", encoding } } };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream plain = encoding is "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Equal(Site.LongScript, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
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
    public async Task The_page_of_an_address_within_the_app_may_be_compressed_too()
    {
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        // The sample page is too short for it.
        Assert.Equal(Site.Page, (await nobody.GetAsync("/calendar/2026/11", ("Accept-Encoding", "br"))).Is(HttpStatusCode.OK).Text);
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
