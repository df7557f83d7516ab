using System.Globalization;

namespace OpenClaw.Configuration.Reading;

public sealed partial class Json5Reader
{
    private ConfigNode? ReadNumber()
    {
        var start = _at;
        var negative = _text[_at] == '-';
        if (_text[_at] is '+' or '-')
        {
            _at++;
        }

        double magnitude;
        if (TryTake("Infinity"))
        {
            magnitude = double.PositiveInfinity;
        }
        else if (TryTake("NaN"))
        {
            magnitude = double.NaN;
        }
        else if (_at + 1 < _text.Length && _text[_at] == '0' && _text[_at + 1] is 'x' or 'X')
        {
            _at += 2;
            if (!ReadHexadecimal(out magnitude))
            {
                return Fail(start, "0x needs at least one hexadecimal digit");
            }
        }
        else if (!ReadDecimal(out magnitude))
        {
            return Fail(start, "this is not a number of JSON5");
        }

        return new NumberNode(Position(start), negative ? -magnitude : magnitude, _text[start.._at]);
    }

    private bool ReadDecimal(out double value)
    {
        var start = _at;
        value = 0;
        var whole = TakeDigits();
        if (whole > 1 && _text[start] == '0')
        {
            // No leading zeros: JSON5 ends the number after the zero, so the digit that follows is the fault.
            return false;
        }

        var fraction = TryTake('.') ? TakeDigits() : 0;
        if (whole + fraction == 0)
        {
            return false;
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
            {
                _at++;
            }

            if (TakeDigits() == 0)
            {
                return false;
            }
        }

        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private int TakeDigits()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return _at - start;
    }

    /// <summary>Reads hexadecimal digits, rounding to the nearest double as for any other number.</summary>
    private bool ReadHexadecimal(out double value)
    {
        var start = _at;
        ulong head = 0;
        var droppedDigits = 0;
        var sticky = false;
        while (_at < _text.Length && Json5Characters.HexValue(_text[_at]) is >= 0 and var digit)
        {
            if (head >> 60 == 0)
            {
                head = (head << 4) | (uint)digit;
            }
            else
            {
                // 61 to 64 significant bits are kept, more than a double's 53: what is dropped only decides ties.
                droppedDigits++;
                sticky |= digit != 0;
            }

            _at++;
        }

        value = Math.ScaleB(sticky ? head | 1 : head, 4 * Math.Min(droppedDigits, 1024));
        return _at > start;
    }
}
