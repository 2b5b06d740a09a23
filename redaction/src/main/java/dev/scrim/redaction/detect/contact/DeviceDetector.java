package dev.scrim.redaction.detect.contact;

import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Pattern;

/**
 * Addresses of a person's own device: IP addresses, hardware addresses and serial numbers of telephones, beside a label that
 * says so (45 CFR 164.514(b)(2)(i)(M) and (O); Court of Justice of the EU, C-582/14). Addresses of private networks, of the
 * machine itself and of documentation (RFC 1918, 5737, 6890) name nobody.
 */
public final class DeviceDetector extends ReadingDetector {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 =
            Pattern.compile("(?<![\\d.])" + OCTET + "(?: ?\\. ?" + OCTET + "){3}(?![\\d]|\\.\\d)");
    private static final Pattern NOBODY = Pattern.compile(
            "(?:0|10|127|22[4-9]|2[3-5]\\d)\\..*|192\\.168\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*|192\\.0\\.[02]\\..*|198\\.51\\.100\\..*|203\\.0\\.113\\..*|1\\.1\\.1\\.1|8\\.8\\.[48]\\.[48]");
    private static final Pattern IPV6 =
            Pattern.compile("(?i)(?<![\\w:])(?!fe80|fd|::1|2001:db8)[23][0-9a-f]{3}(?::[0-9a-f]{0,4}){3,7}(?![\\w:])");
    private static final Pattern MAC = Pattern.compile(
            "(?i)(?<![\\w:-])[0-9a-fOolSB]{2}(?:([:-])[0-9a-fOolSB]{2})(?:[:-][0-9a-fOolSB]{2}){4}(?![\\w:-])");
    private static final Pattern IMEI = Pattern.compile("(?<![\\d-])\\d(?:[ -]?\\d){13,15}(?![\\d-])");

    private static final Pattern IP_CUE = Cues.whole(
            "(?:client |your |my |user |source |remote |public |visitor |customer |home |external |login )?ip(?:v[46])?(?: ?addr(?:ess)?)?"
                    + "|(?:last )?log(?:in|ged in|in attempt)(?: from)?|sign(?:ed)?[- ]?in from|remote[_ ]addr|x-forwarded-for|client addr(?:ess)?");
    private static final Pattern MAC_CUE = Cues.whole(
            "mac(?: ?addr(?:ess)?)?|hwaddr|ether|bluetooth(?: address)?|wi-?fi address|hardware address|physical address|device address|bssid");
    private static final Pattern IMEI_CUE = Cues.whole("imei(?:sv)?|meid|imsi|iccid");

    public DeviceDetector() {
        super("device", "1");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.mentions(IP_CUE) && r.digitCount() >= 4) {
            r.eachNumber(IPV4, (m, at) -> {
                String address = m.group().replace(" ", "");
                if (r.cued(IP_CUE, at[0]) && !NOBODY.matcher(address).matches()) {
                    out.add(at, r.surrounding(Entity.DEVICE), Entity.DEVICE, 0.8, "ipv4");
                }
            });
            r.eachPhrase(IPV6, (m, at) -> {
                if (r.cued(IP_CUE, at[0])) {
                    out.add(at, r.surrounding(Entity.DEVICE), Entity.DEVICE, 0.8, "ipv6");
                }
            });
        }
        if (r.mentions(MAC_CUE)) {
            r.eachText(MAC, (m, at) -> {
                if (r.cued(MAC_CUE, at[0])) {
                    out.add(at, r.surrounding(Entity.DEVICE), Entity.DEVICE, 0.8, "mac");
                }
            });
        }
        if (r.mentions(IMEI_CUE)) {
            r.eachNumber(IMEI, (m, at) -> {
                if (r.cued(IMEI_CUE, at[0])) {
                    out.add(at, r.surrounding(Entity.DEVICE), Entity.DEVICE, 0.85, "imei");
                }
            });
        }
    }
}
