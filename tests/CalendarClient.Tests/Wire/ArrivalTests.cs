using System.Text.Json;

namespace CalendarClient.Tests.Wire;

/// <summary>A long answer arrives in pieces. The client reads each piece when it arrives.</summary>
public class ArrivalTests
{
    [Fact]
    public async Task A_page_with_deletions_is_read_whatever_the_pieces_it_comes_in()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Contracts", "changes.json"), TestContext.Current.CancellationToken);

        await using var stream = new ByteByByte(bytes);
        // The smallest buffer that there is: with the usual one, a short sample would be read at once after all.
        var options = new JsonSerializerOptions(WireJson.Default.Options) { DefaultBufferSize = 1 };
        var page = (ChangesPage)(await JsonSerializer.DeserializeAsync(stream, options.GetTypeInfo(typeof(ChangesPage)), TestContext.Current.CancellationToken))!;

        Assert.Contains(page.Calendars, changed => changed.Item is null);
        Assert.Contains(page.Events, changed => changed.Item is null);
        Assert.Equivalent(JsonSerializer.Deserialize(bytes, WireJson.Default.ChangesPage), page, strict: true);
    }

    private sealed class ByteByByte(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..1], cancellationToken);
    }
}
