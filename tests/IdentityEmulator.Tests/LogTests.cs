namespace IdentityEmulator.Tests;

/// <summary>The emulator's log names the user of a sign-in, for the developer at the dashboard, and contains no secret.</summary>
public class LogTests
{
    [Fact]
    public async Task A_sign_in_is_logged_by_sign_in_name_and_without_codes_tokens_and_passwords()
    {
        var log = new CapturedLog();
        await using var emulator = await RunningEmulator.StartAsync(log: log);
        using var browser = new Browser(emulator);

        var code = (await browser.SignInAsync(Sample.Adele))["code"];
        var tokens = await browser.RedeemAsync(code).OkAsync();
        var refreshed = await browser.RefreshAsync(tokens.Text("refresh_token")).OkAsync();
        await browser.PasswordAsync(Sample.Alex).OkAsync();
        await browser.RefreshAsync("no such token").RefusedAsync("invalid_grant", 700082);

        Assert.Contains(log.Lines, line => line.Contains($"Signed in {Sample.Adele} ({Sample.Contoso}:{Sample.AdeleId})", StringComparison.Ordinal));
        foreach (var secret in (string[])
            [code, "no such token", "Adele Vance", .. new[] { tokens, refreshed }.SelectMany(answer => new[] { "access_token", "id_token", "refresh_token" }.Select(answer.Text))])
        {
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }
}
