using IdentityEmulator.Tenants;

namespace IdentityEmulator.SignIn;

/// <summary>Who is signed in to the emulator in a browser; what makes <c>prompt=none</c> succeed.</summary>
internal sealed record BrowserSession(Account Account);
