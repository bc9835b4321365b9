using CsCheck;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Requests;

/// <summary>A name must never change the path: this separates the groups of the tenants.</summary>
public class PathTests
{
    private static readonly HubUrls Urls = new(new Uri("https://a.example"), HubName.Parse("calendar"));

    private static readonly Gen<string>[] Odd =
    [
        .. new[] { "/", "\\", "..", ".", "%", "%2e", "%2F", "?", "#", ":", "@", ";", "=", "&", " ", "\0", "\r\n", "\u202E", "\uD83D", "\uFFFD", "users", ":send", "ü" }
            .Select(Gen.Const),
    ];

    /// <summary>Any UTF-16, with the characters that break paths more often than by chance.</summary>
    private static readonly Gen<string> AnyName = Gen.Frequency(
        (2, Gen.String),
        (2, Gen.OneOf(Odd).Array[1, 6].Select(parts => string.Concat(parts))));

    [Fact]
    public void No_user_or_group_can_change_the_shape_of_the_path() =>
        Gen.Select(AnyName, AnyName).Sample((user, group) =>
        {
            string url;
            try
            {
                url = Urls.UserGroup(user, group);
            }
            catch (ArgumentException)
            {
                return;
            }

            var uri = new Uri(url);
            Assert.Equal("a.example", uri.Host);
            Assert.Equal("", uri.Query + uri.Fragment);
            // The signed address is the requested address.
            Assert.Equal(url, uri.AbsoluteUri);
            Assert.Equal(["/", "api/", "hubs/", "calendar/", "users/", Uri.EscapeDataString(user) + "/", "groups/", Uri.EscapeDataString(group)], uri.Segments);
            // The server reads the same name: no two names become one.
            Assert.Equal((user, group), (Uri.UnescapeDataString(uri.Segments[5].TrimEnd('/')), Uri.UnescapeDataString(uri.Segments[7])));
        }, iter: 20_000);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_name_that_no_path_can_carry_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => Urls.Group(name));
        Assert.Throws<ArgumentException>(() => Urls.User(name));
        Assert.Throws<ArgumentException>(() => Urls.Connection(name));
    }

    [Fact]
    public void Half_a_character_is_refused_for_two_names_would_become_one()
    {
        // Not attribute arguments: these are stored as UTF-8, which cannot represent them.
        Assert.Throws<ArgumentException>(() => Urls.Group("a\uD83D"));
        Assert.Throws<ArgumentException>(() => Urls.Group("\uDE00a\uFFFD"));
    }

    [Fact]
    public void A_name_has_at_most_1024_characters()
    {
        Assert.EndsWith(new string('g', 1024), Urls.Group(new string('g', 1024)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Urls.Group(new string('g', 1025)));
    }

    [Theory]
    [InlineData("...")]
    [InlineData("😀")]
    [InlineData("\uFFFD")]
    [InlineData("a/../b")]
    public async Task Odd_names_arrive_as_one_segment(string name)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var host = Client.Host(server.ConnectionString());

        await host.Hub().GroupExistsAsync(name, TestContext.Current.CancellationToken);

        var path = Assert.Single(server.Received).Target.Split('?')[0].Split('/');
        Assert.Equal(["", "api", "hubs", "calendar", "groups", Uri.EscapeDataString(name)], path);
    }
}
