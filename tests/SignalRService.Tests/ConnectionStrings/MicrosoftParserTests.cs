namespace SignalRService.Tests.ConnectionStrings;

/// <summary>Every connection string of <see cref="ConnectionStringTests"/>, read by Microsoft's <c>ServiceEndpoint</c> too. Both read the same, except for the differences that are listed here.</summary>
public class MicrosoftParserTests
{
    /// <summary>Where Microsoft's parser differs: its result, and why ours is not the same.</summary>
    private static readonly Dictionary<string, (string Theirs, string Why)> Differences = new(StringComparer.Ordinal)
    {
        ["Endpoint=https://a.example;AuthType=AZURE;AccessKey=not-used"] =
            ("AccessKey=not-used", "The documentation has the key count only without an AuthType; a key that was left in the string must not win over the identity it asks for."),
        ["Endpoint=https://a.example;AuthType=azure.app;ClientId=c;TenantId=t;ClientCertPath=/p"] =
            ("refused", "ClientCertPath is the documented name; theirs knows clientCert only, ours both."),
        ["Endpoint=https://a.example;Version=1.0"] = (NoKey, WhyNoKey),
        ["Endpoint=https://a.example;AccessKey="] = (NoKey, WhyNoKey),
        ["Endpoint=https://a.example;AuthType=SECRET"] = (NoKey, "A misspelt AuthType is noticed at the start, not at the first call."),
        ["Endpoint=https://a.example;SECRET"] = (NoKey, WhyBrokenPart),
        ["Endpoint=https://a.example;=SECRET"] = (NoKey, WhyBrokenPart),
        ["Endpoint=https://u:SECRET@a.example;AccessKey=SECRET"] = ("AccessKey=SECRET", WhyPlainAddress),
        ["Endpoint=https://a.example?x=SECRET;AccessKey=SECRET"] = ("AccessKey=SECRET", WhyPlainAddress),
        ["Endpoint=https://a.example;AccessKey=SECRET;Port=+80"] = ("AccessKey=SECRET", "A port has digits only."),
        ["Endpoint=https://a.example;AuthType=azure.app;TenantId=t;ClientId=c;ClientSecret=SECRET;ClientCertPath=p"] =
            ("ClientSecretCredential", "Whoever writes two proofs is told, not given the first."),
        ["Endpoint=http://a.example;AuthType=azure"] = (NoKey, "A token of Microsoft Entra ID opens every address of the service, so it does not go over the network in the clear."),
    };

    private const string NoKey = "DefaultAzureCredential";
    private const string WhyNoKey = "A key that is missing is a mistake to be told, not a wish for whatever identity the machine has.";
    private const string WhyBrokenPart = "A part without a key is what is left of a string that was cut or pasted wrongly.";
    private const string WhyPlainAddress = "The address is put into log lines and into the clients' addresses, where neither a password nor a query may be.";

    public static TheoryData<string> Taken =>
    [
        .. ConnectionStringTests.Spellings.Select(row => row.Data.Item1),
        .. ConnectionStringTests.Authentications.Select(row => "Endpoint=https://a.example;" + row.Data.Item1),
        "Endpoint=https://a.example;AccessKey=a=b==",
        "Endpoint=https://a.example;AccessKey=k;ClientEndpoint=https://clients.example/signalr/;ServerEndpoint=https://servers.example:8443",
        "Endpoint=https://a.example;Port=8443;AccessKey=k;ClientEndpoint=https://clients.example;ServerEndpoint=https://servers.example",
        "Endpoint=https://a.example;AuthType=azure.msi;ClientEndpoint=https://clients.example;ServerEndpoint=https://servers.example",
        "Endpoint=http://localhost:8888;AuthType=azure",
        "Endpoint=http://a.example/base/;Port=81;AccessKey=k",
    ];

    public static TheoryData<string> Refused => [.. ConnectionStringTests.Refused.Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_we_take_is_read_as_Microsoft_reads_it(string text)
    {
        var ours = SignalRConnectionString.Parse(text);
        if (Differences.TryGetValue(text, out var difference))
        {
            Assert.Equal(difference.Theirs, Read(text));
            Assert.NotEqual(difference.Theirs, Proof(ours));
            return;
        }

        var theirs = new MicrosoftEndpoint(text);
        Assert.Equal(theirs.Endpoint, ours.Endpoint.GetLeftPart(UriPartial.Authority));
        Assert.Equal(Plain(theirs.ClientEndpoint), Plain(ours.ClientEndpoint));
        Assert.Equal(Plain(theirs.ServerEndpoint), Plain(ours.ServerEndpoint));
        Assert.Equal(theirs.Audience, ours.Audience.AbsoluteUri);
        Assert.Equal(theirs.Proof, Proof(ours));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_we_refuse_Microsoft_refuses(string text) =>
        Assert.Equal(Differences.TryGetValue(text, out var difference) ? difference.Theirs : "refused", Read(text));

    [Fact]
    public void Every_difference_is_of_a_string_that_is_tried() =>
        Assert.Empty(Differences.Keys.Except([.. Taken.Select(row => row.Data), .. Refused.Select(row => row.Data)], StringComparer.Ordinal));

    private static string Read(string text)
    {
        try
        {
            return new MicrosoftEndpoint(text).Proof;
        }
        catch (ArgumentException)
        {
            return "refused";
        }
    }

    private static string Proof(SignalRConnectionString parsed) =>
        parsed.Authentication is ServiceAuthentication.AccessKey key ? "AccessKey=" + key.Key : Credentials.Create(parsed.Authentication).GetType().Name;

    // Our address never ends in a slash. Theirs may; if it does not, their client appends to the last segment what belongs below it.
    private static string Plain(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
