namespace IdentityEmulator.Errors;

internal static class FormBody
{
    /// <summary>The parameters in a form body; a body of another type, or too large or crooked to be one, is refused.</summary>
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
