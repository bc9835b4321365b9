namespace IdentityEmulator.Tests;

/// <summary>The built-in directory and registration, as other programs know them.</summary>
internal static class Sample
{
    public const string Client = "ca1e0da2-0000-4000-8000-000000000001";
    public const string Contoso = "aaaaaaaa-1111-4111-8111-111111111111";
    public const string Fabrikam = "bbbbbbbb-2222-4222-8222-222222222222";
    public const string Adele = "adele@contoso.example";
    public const string AdeleId = "aaaaaaaa-1111-4111-8111-a00000000001";
    public const string Alex = "alex@contoso.example";
    public const string Lee = "lee@contoso.example";
    public const string Diego = "diego@fabrikam.example";
    public const string Read = $"api://{Client}/Calendars.Read";
    public const string ReadWrite = $"api://{Client}/Calendars.ReadWrite";
    public const string AllScopes = $"openid profile offline_access {ReadWrite}";
    public const string RedirectUri = "http://localhost:5173/signin";
}
