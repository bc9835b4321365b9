using IdentityEmulator.Tenants;

namespace IdentityEmulator.SignIn;

/// <summary>The account that is signed in to the emulator in a browser; it makes <c>prompt=none</c> succeed.</summary>
internal sealed record BrowserSession(Account Account);
