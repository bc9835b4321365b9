using System.Collections.Concurrent;
using CalendarApi.Answers;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CalendarApi.WebApp;

/// <summary>
/// The web app's files, and beside each its compressed copies under the name <c>{file}.{encoding}</c>. A copy is made when it is first asked for and kept in memory:
/// anyone may ask for these files, and compressing one for each request costs more than all the rest of the request. There are no more copies than files.
/// </summary>
internal sealed class CompressedFiles(IFileProvider files) : IFileProvider
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly ConcurrentDictionary<(string Path, string Encoding, DateTimeOffset Modified), Lazy<byte[]>> copies = new();

    /// <returns>The path of the copy that a caller with the encoding gets; null if there is none.</returns>
    public string? CopyOf(string path, string encoding)
    {
        var file = files.GetFileInfo(path);
        return file is { Exists: true, IsDirectory: false } && IsText(path) ? $"{path}.{encoding}" : null;
    }

    /// <returns>The path of the file itself, and the encoding of the copy if the path names one.</returns>
    public static (string Path, string? Encoding) Read(string path) =>
        ((string[])[AnswerEncoding.Brotli, AnswerEncoding.Gzip]).FirstOrDefault(encoding => path.EndsWith($".{encoding}", StringComparison.Ordinal)) is { } found
            ? (path[..^(found.Length + 1)], found)
            : (path, null);

    public IFileInfo GetFileInfo(string subpath)
    {
        var (path, encoding) = Read(subpath);
        var file = files.GetFileInfo(path);
        return encoding is null || !file.Exists ? file : new Copy(file, copies.GetOrAdd(
            (path, encoding, file.LastModified), static (key, file) => new(() => Compress(file, key.Encoding)), file));
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => files.Watch(filter);

    private static bool IsText(string path) =>
        Types.TryGetContentType(path, out var type) && (type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/manifest+json" or "image/svg+xml");

    private static byte[] Compress(IFileInfo file, string encoding)
    {
        var output = new MemoryStream();
        using (var input = file.CreateReadStream())
        using (var compressed = AnswerEncoding.Compress(output, encoding, System.IO.Compression.CompressionLevel.Optimal))
        {
            input.CopyTo(compressed);
        }

        return output.ToArray();
    }

    private sealed class Copy(IFileInfo file, Lazy<byte[]> bytes) : IFileInfo
    {
        public bool Exists => true;
        public bool IsDirectory => false;
        public DateTimeOffset LastModified => file.LastModified;
        public long Length => bytes.Value.Length;
        public string Name => file.Name;

        // The bytes are in no file of their own.
        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(bytes.Value, writable: false);
    }
}
