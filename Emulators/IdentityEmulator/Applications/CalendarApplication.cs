using Microsoft.Extensions.Options;

namespace IdentityEmulator.Applications;

/// <summary>
/// The only app registration. Web app and API share it, as single sign-on in Teams requires:
/// the client id is also the audience of the access tokens.
/// </summary>
internal sealed class CalendarApplication(IOptions<IdentityEmulatorOptions> options)
{
    public const string Read = "Calendars.Read";
    public const string ReadWrite = "Calendars.ReadWrite";

    private readonly IdentityEmulatorOptions options = options.Value;

    public string ClientId { get; } = options.Value.ClientId.ToString();

    /// <summary>The app id URI, the prefix of its scopes.</summary>
    public string Uri => $"api://{ClientId}";

    public bool IsClient(string? clientId) => Guid.TryParse(clientId, out var id) && id == options.ClientId;

    public bool IsSecret(string? secret) => Secrets.Equal(secret, options.ClientSecret);

    public bool IsPassword(string? password) => Secrets.Equal(password, options.Password);
}
