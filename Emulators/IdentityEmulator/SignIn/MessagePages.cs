using IdentityEmulator.Errors;

namespace IdentityEmulator.SignIn;

internal static class MessagePages
{
    /// <summary>For errors that must not be sent to the client, because its identity or its address is in doubt.</summary>
    public static HtmlPage Error(EntraError error) => new("Sign-in failed", Html.Of($"""
        <header>
          <h1>That sign-in request cannot be answered</h1>
        </header>
        <p class="notice" role="alert">{error.Text}</p>
        <p>Error: <code>{error.Error}</code>. The application that sent you here has to change its request.</p>
        """), error.StatusCode);

    public static HtmlPage SignedOut() => new("Signed out", Html.Of($"""
        <header>
          <h1>You are signed out</h1>
          <p>This window can be closed.</p>
        </header>
        """));
}
