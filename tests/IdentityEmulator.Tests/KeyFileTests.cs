using System.Security.Cryptography;

namespace IdentityEmulator.Tests;

public sealed class KeyFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("identity-emulator-");

    private string Path => System.IO.Path.Combine(folder.FullName, "keys", "signing.pem");

    [Fact]
    public async Task The_key_survives_a_restart()
    {
        var before = await KeyIdAsync(("KeyFile", Path));
        var after = await KeyIdAsync(("KeyFile", Path));

        Assert.Equal(before, after);
        Assert.Single(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public async Task Without_a_file_each_process_has_its_own() => Assert.NotEqual(await KeyIdAsync(), await KeyIdAsync());

    [Fact]
    public async Task Emulators_that_start_together_agree_on_one_key()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyIdAsync(("KeyFile", Path)))));

        Assert.Single(ids.Distinct());
        Assert.Single(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public async Task Only_its_owner_may_read_the_file()
    {
        await KeyIdAsync(("KeyFile", Path));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("")]
    public async Task A_file_that_holds_no_key_stops_the_start_and_stays_as_it_is(string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await File.WriteAllTextAsync(Path, content, TestContext.Current.CancellationToken);

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => KeyIdAsync(("KeyFile", Path)));

        Assert.Contains(Path, problem.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_public_or_a_small_key_stops_the_start()
    {
        using var large = RSA.Create(2048);
        using var small = RSA.Create(1024);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        foreach (var pem in (string[])[large.ExportSubjectPublicKeyInfoPem(), small.ExportPkcs8PrivateKeyPem()])
        {
            await File.WriteAllTextAsync(Path, pem, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<InvalidOperationException>(() => KeyIdAsync(("KeyFile", Path)));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task<string> KeyIdAsync(params (string Key, string Value)[] settings)
    {
        await using var emulator = await RunningEmulator.StartAsync(settings: settings);
        using var browser = new Browser(emulator);
        var keys = await browser.Http.GetAsync("/common/discovery/v2.0/keys", TestContext.Current.CancellationToken).OkAsync();
        return (string)keys["keys"]![0]!["kid"]!;
    }
}
