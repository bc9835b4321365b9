namespace IdentityEmulator.Errors;

internal static class FormBody
{
    /// <summary>Reads the parameters of a form body; refuses a body of another type, a too large one and a malformed one.</summary>
    public static async Task<Outcome<Parameters>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return EntraErrors.MalformedForm;
        }

        try
        {
            return Parameters.From(await request.ReadFormAsync(cancellationToken));
        }
        catch (InvalidDataException)
        {
            return EntraErrors.MalformedForm;
        }
    }
}
